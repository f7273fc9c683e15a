/// Numbers with as many decimals as their neighbours, so that a column of them lines up.
enum FixedNumber {
  /// `26.0`, `−0.40`, `1,250.0`; rounds half away from zero.
  static func text(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "–" }
    let decimals = min(max(decimals, 0), 6)
    var factor = 1
    for _ in 0..<decimals { factor *= 10 }
    let units = Int((value.magnitude * Double(factor)).rounded(.toNearestOrAwayFromZero))
    var whole = String(units / factor)
    var place = whole.count - 3
    while place > 0 {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
      place -= 3
    }
    let rest = String(units % factor)
    let fraction = decimals > 0 ? "." + String(repeating: "0", count: max(0, decimals - rest.count)) + rest : ""
    return (value < 0 && units > 0 ? "−" : "") + whole + fraction
  }
}
