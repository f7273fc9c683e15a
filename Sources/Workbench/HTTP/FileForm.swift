// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// A form that brings a file: `multipart/form-data` (RFC 7578; RFC 2046, 5.1.1). The name of the file is not read: it may be that of a person.
struct FileForm {
  /// What its fields say.
  private(set) var values = FormValues()
  /// The bytes of the file; nil where none was chosen.
  private(set) var file: [UInt8]?

  /// So many parts are taken, heads of so many bytes, and texts of so many.
  private static let (mostParts, mostHead, mostText) = (100, 4000, 2_000_000)
  private static let lineEnd = Data([0x0D, 0x0A])

  /// The parts of a body; nil where it is none of this kind, has two files, or does not end.
  init?(_ body: [UInt8], contentType: String) {
    guard let boundary = Self.boundary(contentType) else { return nil }
    let body = Data(body)
    let mark = Data("--\(boundary)".utf8)
    guard body.starts(with: mark) else { return nil }
    var place = mark.count
    var parts = 0
    while true {
      let end = body[place...].prefix(2)
      if end == Data("--".utf8) { break }
      guard end == Self.lineEnd, parts < Self.mostParts else { return nil }
      parts += 1
      place += 2
      let head = body[place...].prefix(Self.mostHead)
      guard let blank = head.range(of: Self.lineEnd + Self.lineEnd),
        let next = body.range(of: Self.lineEnd + mark, in: blank.upperBound..<body.endIndex),
        let name = Self.name(head[head.startIndex..<blank.lowerBound])
      else { return nil }
      let content = body[blank.upperBound..<next.lowerBound]
      if name.isFile {
        // A form sends an empty part where no file was chosen.
        if !content.isEmpty {
          guard file == nil else { return nil }
          file = Array(content)
        }
      } else {
        guard content.count <= Self.mostText, let text = String(validating: content, as: UTF8.self) else { return nil }
        values.add(name.text, text)
      }
      place = next.upperBound
    }
  }

  /// The boundary of a media type, in quotes or without.
  private static func boundary(_ type: String) -> String? {
    for parameter in type.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard parts.count == 2, parts[0].lowercased() == "boundary" else { continue }
      let text =
        parts[1].hasPrefix("\"") && parts[1].hasSuffix("\"") ? String(parts[1].dropFirst().dropLast()) : parts[1]
      let isBoundary =
        (1...70).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "'()+_,-./:=?".utf8.contains(byte)
        }
      return isBoundary ? text : nil
    }
    return nil
  }

  /// The name of the field that a part is, and whether it is a file; nil where its head does not say so.
  private static func name(_ head: Data) -> (text: String, isFile: Bool)? {
    guard let text = String(validating: head, as: UTF8.self) else { return nil }
    for line in text.components(separatedBy: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
      let value = line.dropFirst("content-disposition:".count)
      guard String(value).trimmed.lowercased().hasPrefix("form-data"), let start = value.range(of: "; name=\"") else {
        return nil
      }
      let name = String(value[start.upperBound...].prefix { $0 != "\"" })
      return (name, value.contains("filename=") || value.contains("filename*="))
    }
    return nil
  }
}
