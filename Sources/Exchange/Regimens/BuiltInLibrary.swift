// SPDX-License-Identifier: Apache-2.0

import Dosing

/// The library that comes with the program, embedded in it. Every file can be replaced by one of the same identifier.
public enum BuiltInLibrary {
  /// Reads the embedded files. They have no problems: a test holds them to it.
  public static func read() -> LibraryReading { RegimenFolder.read(files: files) }

  /// The generic name that a name of a drug means, by the embedded files and the list of names. A name in a phase or a row only points to a drug of its
  /// therapy; a hospital's own library has no part in what a folder says.
  package static let generic: @Sendable (String) -> String? = { library.generic($0) }

  /// The generic names of the drugs of the embedded files, and the other names that they give, in lower case.
  package static let drugNames: (generic: Set<String>, all: Set<String>) = (
    Set(library.drugs.keys.map { "\($0)" }),
    Set(library.drugs.values.flatMap { ["\($0.id)"] + $0.names }.map { $0.lowercased() })
  )

  /// The ids of the regimens of the embedded files.
  package static let regimenIDs: Set<String> = Set(library.regimens.keys)

  private static let library = read().library

  /// The text of every embedded file by its path, to be written out and edited.
  public static var texts: [String: String] { files.mapValues { String(decoding: $0, as: UTF8.self) } }
}
