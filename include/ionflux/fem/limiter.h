#pragma once

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/limited_difference.h>

#include <deal.II/base/symmetric_tensor.h>

namespace ionflux {

/// Takes the artificial diffusion of fem/upwind.h back where the solution is smooth. Of the flux
/// d_ab (c_a - c_b) between two nodes of a cell, of which x is upstream of y,
///
///     d_ab (1 - s_x) (1 - w s_y) D(c_y - c_x, upstream, downstream)
///
/// with the difference that fem/limited_difference.h allows beside those upstream of x and
/// downstream of y, which follow from gradients that least squares find around the nodes (2 g_x .
/// (y - x) - (c_y - c_x)). Where c is smooth what is left is of fourth order; at steps it is what
/// keeps a monotone profile monotone, some two cells wide.
///
/// s_x looks at the node and its neighbours: where c_x is to fall, 1 if it is the least of them,
/// and 1 where it is to rise if it is the largest, so that nothing is taken back there and no value
/// passes beyond its neighbours'; nearly 0 else. s_y, likewise, counts by w only as far as the
/// artificial diffusion itself does not bind y to x: not where the flow goes from x to y. Weights
/// beta > 0 with sum_b beta_ab (x_b - x_a) = 0 let linear functions pass; at walls they balance
/// along the wall, as if the solution were mirrored there. All is smooth nearly everywhere, so that
/// Newton's method converges with the exact derivative (Badia and Bonilla 2017, Comput. Methods
/// Appl. Mech. Eng. 313, 133; Barrenechea, Burman and Karakatsani 2017, Numer. Math. 135, 521;
/// upstream differences: Kuzmin 2010, A Guide to Numerical Methods for Transport Equations, 4.4).
///
/// What one node loses the other gains: conservative. A node depends on the nodes of all cells
/// around it and on those around these: the derivative is applied, not stored.
template <int dim>
class Limiter {
public:
  Limiter(const Discretization<dim>& discretization, const CellTable<dim>& table, Vec ghosted)
      : d(discretization), table(table), ghosted(ghosted) {}

  /// @param fields those that may be limited
  void start(const std::vector<unsigned int>& fields);
  /// The next cell, with its artificial diffusion in the form of find_upwind().
  void add_cell(unsigned int cell, const UpwindCell& upwind);
  /// More diffusion in a cell: positive entries off the diagonal, of nodes on its boundary.
  /// @param nodes local numbers, @param block [node][node]
  void add_surface(unsigned int cell, unsigned int field, const std::vector<unsigned int>& nodes,
                   const double* block);
  using Insider = std::function<bool(unsigned int region, unsigned int field)>;
  /// Weights, from the places of the nodes. Collective.
  /// @param is_given the value of a field is given on a boundary
  /// @param is_inside may a field's species be in a region?
  void finish(const std::function<bool(unsigned int boundary, unsigned int field)>& is_given,
              const Insider& is_inside);
  bool is_ready() const { return ready; }

  /// The artificial diffusion of a cell, as find_upwind() leaves it.
  void read_cell(unsigned int cell, UpwindCell& upwind) const;

  /// Differences far below the largest value of a field count as none. What is the largest is asked
  /// at the start of a solve, and taken anew where it is another one by far. Collective.
  void measure(const StateView& state);

  /// residual -= what is taken back, of owned unknowns. Collective.
  void subtract(const StateView& state, dealii::PETScWrappers::MPI::Vector& residual) const;

  /// Remember a state for multiply(). Collective.
  void linearize(LocalState& local);
  /// y += (derivative of these rows by the unknowns) x, hanging nodes condensed. Collective.
  /// @param skip    an entry an owned unknown: neither its row nor its column counts
  /// @param factors of the rows of a field
  void multiply(Vec x, Vec y, const std::vector<char>& skip,
                const std::vector<double>& factors) const;

private:
  struct Edge {
    unsigned int a, b; ///< local nodes
  };
  struct Weights {
    double diffusion = 0.0, there = 0.0, back = 0.0; ///< d_ab, beta_ab, beta_ba
    double plain = 0.0;                              ///< 1 / |x_b - x_a|^2, of least squares
    /// With a, and with b, as the node upstream: how much of d_ab may be taken back, and w. Nothing
    /// of what add_surface() added.
    double taken[2] = {0.0, 0.0}, watched[2] = {0.0, 0.0};
  };
  /// How near a node is to the least or the largest of its neighbours, and what that depends on.
  struct Sensors {
    std::vector<Extremum> least, greatest; ///< by local unknown
  };
  /// Change of what an edge takes back, by c_b - c_a and by gradients and sums of both nodes.
  struct EdgeSlope {
    double difference, gradient[2], sum[2], size[2];
  };

  std::vector<double> node_sums(const std::function<void(double*)>& add,
                                InsertMode mode = ADD_VALUES) const;
  void find_weights(unsigned int k, const Insider& is_inside);
  void find_walls(const std::function<bool(unsigned int, unsigned int)>& is_given,
                  const Insider& is_inside);
  void find_ways();
  std::vector<dealii::Point<dim>> places_of_nodes() const;
  using Gradients = std::vector<dealii::Tensor<1, dim>>; ///< by local unknown
  Gradients gradients(const std::vector<double>& u) const;
  template <typename Work>
  std::vector<double> neighbour_sums(const std::vector<double>& u, const Work& work) const;
  Sensors sense(const std::vector<double>& u) const;
  double take_back(unsigned int k, std::size_t edge, const std::vector<double>& u,
                   const Gradients& g, const Sensors& sensors, EdgeSlope* slope) const;
  std::vector<double> sums_of(const LocalState& local) const;

  const Discretization<dim>& d;
  const CellTable<dim>& table;
  Vec ghosted; ///< to add up in
  bool ready = false;
  std::vector<unsigned int> fields;
  std::vector<std::size_t> first_edge; ///< by cell, and the end
  std::vector<Edge> edges;
  std::vector<dealii::Tensor<1, dim>> ways;             ///< x_b - x_a, by edge
  std::vector<dealii::SymmetricTensor<2, dim>> inverse; ///< of the moments, by local unknown
  std::vector<std::vector<Weights>> weights;            ///< [field in `fields`][edge]
  std::vector<double> size;                             ///< sum of beta, by local unknown
  std::vector<char> free;                               ///< by local unknown: is it not given?
  std::vector<dealii::SymmetricTensor<2, dim>> walls;   ///< sum of n n of walls there, likewise
  std::vector<double> least;                            ///< difference that counts, by field
  std::vector<double> at;                               ///< the state of linearize()
  std::vector<std::vector<EdgeSlope>> slopes;           ///< there, [field in `fields`][edge]
};

} // namespace ionflux
