// SPDX-License-Identifier: Apache-2.0

/// The one address at which the workbench listens. It has no password and no encryption: who reaches it and has its cookie reads every record.
package enum Loopback {
  /// The address.
  package static let host = "127.0.0.1"

  /// Why an address is refused; nil where it is the loopback.
  package static func refusal(of host: String) -> String? {
    guard host != Self.host, host.lowercased() != "localhost" else { return nil }
    return
      "the workbench listens at \(Self.host) alone: it has neither passwords nor encryption. From another machine use a tunnel, `ssh -L`."
  }
}
