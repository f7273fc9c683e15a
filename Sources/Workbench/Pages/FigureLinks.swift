// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// Gives what a figure draws a place to lead to, without a change of how it is drawn.
enum FigureLinks {
  /// Each lane leads to its patient; lanes stand in the order of the addresses.
  static func lanes(_ scene: Scene, _ addresses: inout ArraySlice<Address>) -> Scene {
    var scene = scene
    scene.nodes = mapped(scene.nodes) { group in
      guard group.cssClass == "lane", let address = addresses.popFirst() else { return }
      group.link = address.path
    }
    return scene
  }

  /// The prefix of links to entries, as figures are asked for.
  static let entry = "#entry:"

  /// Bars and marks lead where an entry says; what is of no entry leads nowhere.
  static func entries(_ scene: Scene, _ place: (Entry.ID) -> String?) -> Scene {
    var scene = scene
    scene.nodes = mapped(scene.nodes) { group in
      guard let link = group.link else { return }
      group.link = link.hasPrefix(entry) ? place(String(link.dropFirst(entry.count))) : nil
    }
    return scene
  }

  private static func mapped(_ nodes: [Scene.Node], _ change: (inout Scene.Group) -> Void) -> [Scene.Node] {
    nodes.map { node in
      guard case .group(var group) = node else { return node }
      change(&group)
      group.nodes = mapped(group.nodes, change)
      return .group(group)
    }
  }
}
