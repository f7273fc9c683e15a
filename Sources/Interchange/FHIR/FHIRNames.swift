// SPDX-License-Identifier: Apache-2.0

import Plain

/// The names by which others refer to a resource, and how references are understood (FHIR R4, 2.3.0.1 and 3.1.2): `Patient/7`, `https://server/fhir/Patient/7`, `urn:uuid:…`, with or without a version behind it.
struct FHIRNames: Equatable {
  var type: String
  var id: String?
  /// The whole address in a bundle: `urn:uuid:…`, or the server's address with type and id behind it.
  var whole: String?
  /// The server, where the address says it.
  var server: String?

  /// `Type/id`; nil for a resource without an id.
  var local: String? { id.map { "\(type)/\($0)" } }

  /// The address of an entry in a bundle.
  struct Base {
    var whole: String?
    var server: String?

    init(fullURL: String? = nil) {
      guard let url = fullURL, url.utf8.count <= 2000 else { return }
      if url.hasPrefix("urn:") {
        whole = url
      } else if url.hasPrefix("http://") || url.hasPrefix("https://") {
        whole = url
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 4 { server = parts.dropLast(2).joined(separator: "/") }
      }
      // What is no address (`whatever`) names nothing.
    }
  }

  init(type: String, id: String?, base: Base) {
    self.type = type
    self.id = id
    whole = base.whole
    if let server = base.server, let local, base.whole == "\(server)/\(local)" { self.server = server }
  }

  /// A reference without the version behind it.
  static func bare(_ reference: String) -> String {
    // Hardly any reference has a version, which is seen by its bytes.
    guard reference.utf8.contains(UInt8(ascii: "_")), let range = reference.firstRange(of: "/_history/") else {
      return reference
    }
    return String(reference[..<range.lowerBound])
  }

  /// Type and id of a reference; nil for one that has none (`urn:uuid:…`, `#p`, `Patient?identifier=…`).
  static func local(_ reference: String) -> String? {
    let bare = bare(reference)
    return parts(bare).map { String(bare[$0.type.lowerBound...]) }
  }

  /// Where type and id stand in a reference without a version: they are the last two parts of it, of ASCII alone.
  static func parts(_ bare: String) -> (type: Range<String.Index>, id: Range<String.Index>)? {
    let bytes = bare.utf8
    guard let second = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.first != UInt8(ascii: "#"),
      !bare.hasPrefix("urn:")
    else { return nil }
    let start = bytes[..<second].lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
    let (type, id) = (start..<second, bytes.index(after: second)..<bytes.endIndex)
    guard let first = bytes[type].first, isUppercase(first), bytes[type].allSatisfy(isLetter),
      (1...64).contains(bytes[id].count), bytes[id].allSatisfy(isOfID)
    else { return nil }
    return (type, id)
  }

  private static func isUppercase(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isLetter(_ byte: UInt8) -> Bool { isUppercase(byte & 0xDF) }
  private static func isOfID(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }

  /// The server of a reference; nil for one without.
  static func server(_ reference: String) -> String? {
    guard reference.hasPrefix("http://") || reference.hasPrefix("https://") else { return nil }
    let bare = bare(reference)
    return parts(bare).map { String(bare.utf8[..<$0.type.lowerBound].dropLast()) ?? "" }
  }
}
