// SPDX-License-Identifier: Apache-2.0

import Imaging
import Plain

/// The slices of one series of PET, as they lie in the folder of one of them.
struct PETFolder {
  /// A slice by its path and header.
  struct Slice {
    var path: String
    var header: PETHeader
  }

  /// All of them that were found.
  private(set) var slices: [Slice] = []
  /// Their acquisitions.
  private(set) var span = PETSeriesSpan()

  /// At most so many files are looked at.
  static let fileLimit = 5000

  /// Looks at the files beside one for those of its series.
  ///
  /// - Parameter header: that of the file; one without the identifier of its series is alone.
  init(beside file: String, _ header: PETHeader) throws(ImageFailure) {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    guard let series = header.series,
      let entries = try? FolderListing.entries(folder.isEmpty ? "/" : folder, limit: Self.fileLimit)
    else {
      slices = [Slice(path: file, header: header)]
      span.add(header)
      return
    }
    let reader = ImageReader()
    for entry in entries where entry.kind == .file {
      let path = "\(folder)/\(entry.name)"
      guard let bytes = try? RegularFile.beginning(of: path, count: SeriesFolder.headerBytes),
        ImageFormat(bytes) == .dicom
      else { continue }
      let own: PETHeader
      do throws(ImageFailure) { own = try reader.petHeader(bytes) } catch {
        if case .converterMissing = error { throw error }
        continue
      }
      guard own.series == series, own.isSliceOfPET else { continue }
      slices.append(Slice(path: path, header: own))
      span.add(own)
    }
  }
}
