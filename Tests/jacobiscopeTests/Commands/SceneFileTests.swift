import TestSupport
import Testing

/// What may be read, and what may not (R56, R57, R63, R65).
struct SceneFileTests {
  /// A scene that loads `path`.
  private static func loading(_ path: String) -> String {
    "A = load(\"\(path)\")\\ny = A @ A\\nshow(y, wrt=A)\\n"
  }

  @Test func aSceneLoadsFromItsFolderAndBelow() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'; mkdir -p in/data; printf '1,2\\n3,4\\n' > in/data/a.csv
        ln -s data/a.csv in/inside.csv
        printf '\(Self.loading("data/a.csv"))' > in/one.scene
        printf '\(Self.loading("inside.csv"))' > in/two.scene
        $J check in/one.scene in/two.scene > /dev/null; echo $?
        cd in; $J check one.scene > /dev/null; echo $?
        $J check - < one.scene > /dev/null; echo $?
        """)
      #expect(run.output == "0\n0\n0\n", "\(run.error)")
    }
  }

  @Test func nothingOutsideIsLoaded() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'; mkdir in beside; printf '1,2\\n3,4\\n' > secret.csv; cp secret.csv beside
        ln -s ../secret.csv in/link.csv; ln -s ../beside in/door; mkfifo in/pipe.csv
        ln -s in/missing.csv in/nothing.csv
        for path in '\(folder)/secret.csv' ../secret.csv in/../../secret.csv link.csv \
            door/secret.csv pipe.csv . /dev/zero nothing.csv ''; do
          printf "A = load(\\"$path\\")\\ny = A @ A\\nshow(y, wrt=A)\\n" > in/scene.scene
          timeout 5 $J check in/scene.scene > /dev/null; echo -n "$? "
        done
        """)
      #expect(run.output == "3 3 3 3 3 3 3 3 3 3 ")
      #expect(!run.error.contains("1,2"))
      #expect(run.error.contains("a link that leaves it is not loaded"))
    }
  }

  @Test func onlyRegularFilesOfModestSizeAreScenes() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'; mkfifo pipe.scene; head -c 1048577 /dev/zero | tr '\\0' '#' > large.scene
        ln -s "$OLDPWD/none" gone.scene
        for scene in pipe.scene large.scene gone.scene /dev/tty /dev/null . /proc/self/mem; do
          timeout 2 $J check "$scene" < /dev/null > /dev/null; echo -n "$? "
        done
        head -c 2000000 /dev/zero | $J check -; echo -n "$?"
        """)
      #expect(run.output == "3 3 3 3 3 3 3 3")
      #expect(run.error.contains("larger than the limit of 1 MiB"))
      #expect(run.error.contains("pipe.scene: not a regular file"))
    }
  }

  @Test func bytesThatAreNoText() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'
        printf '"t\\033]0;x\\007"\\nA = [[1]]\\nB\\377 = 3\\ny = A @ \\033[31m\\n' > bytes.scene
        printf '\\357\\273\\277A = [[1, 2], [3, 4]]\\r\\ny = A @ A\\r\\nshow(y, wrt=A)' > windows.scene
        $J check bytes.scene; echo -n "$? "
        $J check windows.scene > /dev/null; echo -n "$? "
        """)
      #expect(run.output == "3 0 ", "\(run.error)")
      #expect(run.error.utf8.allSatisfy { $0 == 0x0A || $0 >= 0x20 })
    }
  }
}
