// SPDX-License-Identifier: Apache-2.0

import Drawing
import Outcomes

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

  /// What has a trace leads where it says; what has none leads nowhere.
  static func traces(_ scene: Scene, _ address: (Trace.ID) -> Address?) -> Scene {
    var scene = scene
    scene.nodes = mapped(scene.nodes) { group in
      guard let link = group.link, link.hasPrefix("#") else { return }
      group.link = address(String(link.dropFirst()))?.path
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
