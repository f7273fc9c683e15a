// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Exchange

/// The files of a fixture.
func fixture(_ name: String) throws -> [String: String] {
  let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)")
  var files: [String: String] = [:]
  let source = DiskFiles(folder: folder.path)
  for path in try source.paths() {
    files[path] = String(decoding: try source.bytes(of: path, limit: .max), as: UTF8.self)
  }
  return files
}

/// A folder with one patient file.
func folder(patient text: String, claims: String? = nil, labs: String? = nil) -> [String: String] {
  var files = ["study.yaml": "study: Test\n", "patients/1.yaml": text]
  files["claims.yaml"] = claims
  files["labs.csv"] = labs
  return files
}

/// The problems of a folder, as lines.
func problems(_ files: [String: String]) -> [String] { StudyFolder.read(files: files).problems.map(\.description) }
