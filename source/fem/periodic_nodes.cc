#include <ionflux/fem/periodic_nodes.h>

#include <algorithm>
#include <map>

namespace ionflux {

using namespace dealii;

namespace {

using Node = types::global_dof_index; ///< number of an unknown / number of fields
using Line = std::vector<std::pair<Node, double>>;

/// What is known of the nodes of periodic sides.
struct Relations {
  std::map<Node, Node> parent;  ///< sets of nodes at one place; the root has the smallest number
  std::map<Node, Line> between; ///< nodes between those of a coarser cell across

  Node root(const Node node) {
    const Node above = parent.emplace(node, node).first->second;
    return above == node ? node : root(above);
  }
  void identify(const Node a, const Node b) {
    const Node first = root(a), second = root(b);
    parent[std::max(first, second)] = std::min(first, second);
  }
};

/// Looks from the faces of one side at the nodes across.
template <int dim>
class Across {
public:
  using Cell = typename DoFHandler<dim>::active_cell_iterator;

  Across(const Discretization<dim>& d, Relations& relations)
      : d(d), relations(relations), own(d.fe.n_dofs_per_cell()), other(own.size()) {}

  void relate(const Cell& cell, const unsigned int f, const unsigned int direction) {
    const auto neighbour = cell->periodic_neighbor(f);
    if (!neighbour->is_active()) return; // seen from the finer side
    const Cell opposite(&d.mesh, neighbour->level(), neighbour->index(), &d.dof_handler);
    if (opposite->is_artificial()) return;
    const unsigned int face = cell->periodic_neighbor_is_coarser(f)
                                  ? cell->periodic_neighbor_of_coarser_periodic_neighbor(f).first
                                  : cell->periodic_neighbor_face_no(f);
    cell->get_dof_indices(own);
    opposite->get_dof_indices(other);
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a) {
      if (!d.scalar_fe.has_support_on_face(a, f)) continue;
      Point<dim> x =
          d.mapping.transform_unit_to_real_cell(cell, d.scalar_fe.get_unit_support_points()[a]);
      x[direction] = opposite->face(face)->vertex(0)[direction];
      Point<dim> unit = d.mapping.transform_real_to_unit_cell(opposite, x);
      unit[face / 2] = face % 2;
      relate(node(own, a), face, unit);
    }
  }

private:
  Node node(const std::vector<Node>& dofs, const unsigned int a) const {
    return dofs[d.cell_index[a]] / d.n_fields();
  }

  void relate(const Node here, const unsigned int face, const Point<dim>& unit) {
    Line line;
    for (unsigned int b = 0; b < d.n_nodes_per_cell(); ++b) {
      if (!d.scalar_fe.has_support_on_face(b, face)) continue;
      const double weight = d.scalar_fe.shape_value(b, unit);
      if (std::abs(weight - 1.0) < 1e-8) {
        relations.identify(here, node(other, b));
        return;
      }
      if (std::abs(weight) > 1e-8) line.emplace_back(node(other, b), weight);
    }
    relations.between[here] = line;
  }

  const Discretization<dim>& d;
  Relations& relations;
  std::vector<Node> own, other;
};

/// The lines of the nodes of periodic sides: a set of nodes at one place follows its first member,
/// or what that hangs on if one of them hangs.
std::map<Node, Line> decide(Relations& relations, const std::map<Node, Line>& hanging) {
  std::map<Node, Line> lines = relations.between;
  // In even degrees a vertex of a finer cell hangs on the middle node of a coarser one at the same
  // place: that is no more than another name of it.
  for (const auto& [node, line] : hanging)
    if (line.size() == 1 && std::abs(line[0].second - 1.0) < 1e-8)
      relations.identify(node, line[0].first);
    else
      lines[node] = line;
  std::map<Node, std::vector<Node>> sets;
  for (const auto& [node, above] : relations.parent)
    sets[relations.root(node)].push_back(node); // ascending
  for (const auto& [root, members] : sets) {
    const auto hung = std::find_if(members.begin(), members.end(),
                                   [&](const Node node) { return lines.count(node) != 0; });
    const Line line = hung == members.end() ? Line{{root, 1.0}} : lines[*hung];
    for (const Node member : members)
      if (hung != members.end() || member != root) lines[member] = line;
  }
  return lines;
}

/// Ask the owners of nodes for their lines, and of the nodes that these lead to, until all is
/// known.
/// @param wanted nodes of other ranks; grows
void ask_owners(const MPI_Comm communicator, const IndexSet& owned, IndexSet& wanted,
                std::map<Node, Line>& lines) {
  IndexSet asking = wanted;
  while (Utilities::MPI::max(asking.n_elements(), communicator) > 0) {
    const std::vector<unsigned int> owners =
        Utilities::MPI::compute_index_owner(owned, asking, communicator);
    std::map<unsigned int, std::vector<Node>> requests;
    unsigned int k = 0;
    for (const Node node : asking)
      requests[owners[k++]].push_back(node);
    std::map<unsigned int, std::map<Node, Line>> answers;
    for (const auto& [rank, nodes] : Utilities::MPI::some_to_some(communicator, requests))
      for (const Node node : nodes)
        if (lines.count(node) != 0) answers[rank][node] = lines[node];
    for (const auto& [rank, received] : Utilities::MPI::some_to_some(communicator, answers))
      for (const auto& [node, line] : received)
        lines[node] = line;
    asking.clear();
    for (const auto& [node, line] : lines)
      for (const auto& [master, weight] : line)
        if (!owned.is_element(master) && !wanted.is_element(master)) asking.add_index(master);
    asking.compress();
    wanted.add_indices(asking);
    wanted.compress();
  }
}

} // namespace

template <int dim>
void identify_periodic_nodes(const Discretization<dim>& d,
                             const std::map<types::boundary_id, unsigned int>& directions,
                             IndexSet& relevant, AffineConstraints<double>& constraints) {
  const unsigned int n_fields = d.n_fields();
  Relations relations;
  Across<dim> across(d, relations);
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial() || !cell->at_boundary()) continue;
    for (const unsigned int f : cell->face_indices())
      if (cell->at_boundary(f) && directions.count(cell->face(f)->boundary_id()) != 0)
        across.relate(cell, f, directions.at(cell->face(f)->boundary_id()));
  }
  std::map<Node, Line> hanging;
  for (const auto dof : relevant) {
    if (dof % n_fields != 0 || !constraints.is_constrained(dof)) continue;
    Line& line = hanging[dof / n_fields];
    for (const auto& [master, weight] : *constraints.get_constraint_entries(dof))
      line.emplace_back(master / n_fields, weight);
  }

  IndexSet owned(relevant.size() / n_fields), wanted(owned.size());
  std::map<Node, Line> lines;
  const std::map<Node, Line> decided = decide(relations, hanging);
  for (const auto dof : relevant)
    if (dof % n_fields == 0) (d.owned.is_element(dof) ? owned : wanted).add_index(dof / n_fields);
  owned.compress();
  wanted.compress();
  for (const auto& [node, line] : decided)
    if (owned.is_element(node)) lines[node] = line;
  ask_owners(d.communicator, owned, wanted, lines);

  for (const Node node : wanted)
    relevant.add_range(node * n_fields, (node + 1) * n_fields);
  relevant.compress();
  constraints.clear();
  constraints.reinit(relevant);
  for (const auto& [node, line] : lines)
    for (unsigned int field = 0; field < n_fields; ++field) {
      constraints.add_line(node * n_fields + field);
      for (const auto& [master, weight] : line)
        constraints.add_entry(node * n_fields + field, master * n_fields + field, weight);
    }
  constraints.close();
}

template void identify_periodic_nodes(const Discretization<2>&,
                                      const std::map<types::boundary_id, unsigned int>&, IndexSet&,
                                      AffineConstraints<double>&);
template void identify_periodic_nodes(const Discretization<3>&,
                                      const std::map<types::boundary_id, unsigned int>&, IndexSet&,
                                      AffineConstraints<double>&);

} // namespace ionflux
