// SPDX-License-Identifier: Apache-2.0

/// The style sheet and the script of the pages, embedded in the program.
enum Assets {
  private static let all: [String: (bytes: [UInt8], type: String)] = [
    "workbench.css": (PackageResources.workbench_css, "text/css; charset=utf-8"),
    "icon.svg": (PackageResources.icon_svg, "image/svg+xml"),
    "workbench.js": (PackageResources.workbench_js, "text/javascript; charset=utf-8"),
    "pictures.js": (PackageResources.pictures_js, "text/javascript; charset=utf-8"),
  ]

  /// One of them; nil for any other name.
  static func answer(_ name: String) -> Answer? { all[name].map { Answer(type: $0.type, body: $0.bytes) } }
}
