/// Numbers as print shows them: fixed decimals, trailing zeros dropped, groups of three from 1,000.
///
/// Own code because Foundation's formatters are slow and follow the machine's locale; a published number must not.
public enum Numbers {
  /// `5.5`, `167.41`, `1,000`; rounds half away from zero at the number of decimals.
  ///
  /// - Parameters:
  ///   - value: any finite number; others are written `–`.
  ///   - decimals: 0 to 9; others count as the nearer of the two.
  public static func text(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    // More decimals than that are not shown; a fraction padded to them would be another number.
    let decimals = min(max(decimals, 0), 9)
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e18 else { return "–" }
    let units = Int(scaled)
    var whole = grouped(units / scale)
    if units % scale != 0 {
      var fraction = String(units % scale)
      while fraction.utf8.count < decimals { fraction = "0" + fraction }
      while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
      whole += "." + fraction
    }
    return value < 0 && units != 0 ? "−" + whole : whole
  }

  private static func grouped(_ value: Int) -> String {
    guard value >= 1000 else { return String(value) }
    var rest = String(value % 1000)
    while rest.utf8.count < 3 { rest = "0" + rest }
    return grouped(value / 1000) + "," + rest
  }
}

extension Numbers {
  /// With its sign: `+4.5`, `−9.8`, `0`.
  public static func signed(_ value: Double, decimals: Int = 1) -> String {
    let text = text(value, decimals: decimals)
    return text.hasPrefix("−") || text == "0" || text == "–" ? text : "+" + text
  }
}
