/// The head of a LaTeX document, and how its formulas keep to the page.
///
/// TeX measures each formula. One that is wider than the line is set as a paragraph, so that it is broken
/// at its signs, between factors and behind commas; brackets then keep their size, since TeX breaks nothing
/// between `\left` and `\right`. What cannot be broken, a matrix or a fraction, is made smaller.
enum LaTeXPreamble {
  static let lines = [
    #"\documentclass{article}"#,
    #"\usepackage{amsmath}"#,
    #"\usepackage{graphicx}"#,
    #"\setlength{\parindent}{0pt}"#,
    #"\setlength{\emergencystretch}{3em}"#,
    #"\newsavebox{\formulabox}"#,
    #"\newcommand{\maybebreak}{\penalty300 }"#,
    #"\newcommand{\fitted}[1]{\sbox{\formulabox}{$\displaystyle #1$}%"#,
    #"  \ifdim\wd\formulabox>.9\linewidth\resizebox{.9\linewidth}{!}{\usebox{\formulabox}}%"#,
    #"  \else\usebox{\formulabox}\fi}"#,
    #"\let\plainfrac=\frac"#,
    #"\mathchardef\plaincomma=\mathcode`\,"#,
    #"{\catcode`\,=13 \gdef\breakingcommas{\def,{\plaincomma\penalty200 }\mathcode`\,="8000 }}"#,
    #"\newcommand{\broken}[1]{{\relpenalty=0 \binoppenalty=0 \raggedright\hangindent=2em"#,
    #"  \def\left##1{\mathopen{##1}\penalty5000 }\def\right##1{\mathclose{##1}}%"#,
    #"  \def\frac##1##2{\sbox{\formulabox}{$\displaystyle\plainfrac{##1}{##2}$}%"#,
    #"    \ifdim\wd\formulabox>.9\linewidth\fitted{\plainfrac{##1}{##2}}%"#,
    #"    \else\plainfrac{##1}{##2}\fi}%"#,
    #"  \breakingcommas$\displaystyle #1$\par}}"#,
    #"\newcommand{\formula}[1]{\sbox{\formulabox}{$\displaystyle #1$}%"#,
    #"  \ifdim\wd\formulabox>\linewidth\par\medskip\broken{#1}\medskip"#,
    #"  \else\[\usebox{\formulabox}\]\fi}"#,
    #"\newcommand{\framed}[1]{\sbox{\formulabox}{$\boxed{#1}$}%"#,
    #"  \ifdim\wd\formulabox>\linewidth\par\medskip\fbox{%"#,
    #"    \begin{minipage}{\dimexpr\linewidth-2\fboxsep-2\fboxrule}\broken{#1}\end{minipage}}\par\medskip"#,
    #"  \else\[\usebox{\formulabox}\]\fi}"#,
    #"\begin{document}"#,
  ]

  /// The formula with places between factors at which a long one may be broken.
  ///
  /// Signs and relations are such places without a word; behind a sum or a command's name there is none.
  static func breakable(_ formula: String) -> String {
    guard formula.utf8.count > 60 else { return formula }
    var depth = 0
    var words: [String] = []
    var text = ""
    for word in formula.split(separator: " ", omittingEmptySubsequences: false) {
      text +=
        words.isEmpty ? "" : allowsBreak(words.last, before: word, depth) ? " \\maybebreak " : " "
      text += word
      depth += word.reduce(0) { $0 + ($1 == "{" ? 1 : $1 == "}" ? -1 : 0) }
      words.append(String(word))
    }
    return text
  }

  private static func allowsBreak(_ last: String?, before next: Substring, _ depth: Int) -> Bool {
    guard depth == 0, let last, let end = last.last, let first = next.first else { return false }
    let isOperator = "+-=,([&".contains(end) || "+-=&".contains(first)
    let isOpen = last.hasPrefix("\\") && !last.contains("}") || last.contains("\\sum_")
    return !isOperator && !isOpen && !next.hasPrefix("\\right") && !last.hasSuffix("\\right")
  }
}
