/// Measures the core, the calculus and the explorer: medians and spreads, for growing sizes the exponent
/// of growth, and what each is expected to be.
///
/// `--json` prints the same for programs. Take a release build; figures of others say little.
@main
enum Main {
  static func main() {
    let groups = [CoreRows.series, CalculusRows.series, ExplorerRows.series]
    guard CommandLine.arguments.contains("--json") else {
      print(Table.header)
      for group in groups { for series in group() { print(Table.text(of: series)) } }
      return
    }
    let figures = groups.flatMap { $0() }.map(\.json)
    print("[\n" + figures.joined(separator: ",\n") + "\n]")
  }
}
