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
    guard let range = reference.firstRange(of: "/_history/") else { return reference }
    return String(reference[..<range.lowerBound])
  }

  /// Type and id of a reference; nil for one that has none (`urn:uuid:…`, `#p`, `Patient?identifier=…`).
  static func local(_ reference: String) -> String? {
    let parts = bare(reference).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, !reference.hasPrefix("urn:"), !reference.hasPrefix("#"), let id = parts.last,
      !id.isEmpty, id.utf8.count <= 64, let type = parts.dropLast().last,
      let first = type.first, first.isUppercase, type.allSatisfy({ $0.isLetter && $0.isASCII }),
      id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) })
    else { return nil }
    return "\(type)/\(id)"
  }

  /// The server of a reference; nil for one without.
  static func server(_ reference: String) -> String? {
    guard reference.hasPrefix("http://") || reference.hasPrefix("https://"), let local = local(reference) else {
      return nil
    }
    return String(bare(reference).dropLast(local.count + 1))
  }
}
