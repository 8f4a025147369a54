// A cylindrical nanopore between two reservoirs, the half plane (r, z), lengths in nm; axisymmetric.
// gmsh -2 nanopore.geo -format msh41 -o nanopore.msh
// The same shape as the built-in geometry "nanopore" with Pore radius 5 nm, Pore length 20 nm, and
// reservoirs of 40 nm.

radius = 5; half = 10; outer = 40; reservoir = 40;
fine = 0.5;   // cells at the wall and the membrane faces
ratio = 1.35; // of a cell to its neighbour nearer to the wall

// x: axis, wall, side; y: lower end, lower face, upper face, upper end
For j In {0:3}
  For i In {0:2}
    x = (i == 0) ? 0 : (i == 1) ? radius : outer;
    y = (j == 0) ? -half - reservoir : (j == 1) ? -half : (j == 2) ? half : half + reservoir;
    Point(10*j + i + 1) = {x, y, 0};
  EndFor
EndFor
For j In {0:3}
  Line(100 + 10*j + 0) = {10*j + 2, 10*j + 1}; // from the wall to the axis
  Line(100 + 10*j + 1) = {10*j + 2, 10*j + 3}; // from the wall to the side
EndFor
For i In {0:2}
  Line(200 + i) = {11 + i, 1 + i};  // from the lower face to the lower end
  Line(210 + i) = {11 + i, 21 + i}; // along the membrane
  Line(220 + i) = {21 + i, 31 + i}; // from the upper face to the upper end
EndFor

// n cells from `fine` growing by `ratio` cover fine (ratio^n - 1)/(ratio - 1)
n_pore = Ceil(Log(1 + (ratio - 1)*radius/fine)/Log(ratio));
n_outer = Ceil(Log(1 + (ratio - 1)*(outer - radius)/fine)/Log(ratio));
n_reservoir = Ceil(Log(1 + (ratio - 1)*reservoir/fine)/Log(ratio));
Transfinite Curve {100, 110, 120, 130} = n_pore + 1 Using Progression ratio;
Transfinite Curve {101, 111, 121, 131} = n_outer + 1 Using Progression ratio;
Transfinite Curve {200, 201, 202, 220, 221, 222} = n_reservoir + 1 Using Progression ratio;
Transfinite Curve {210, 211, 212} = 21 Using Bump 0.25;

Curve Loop(1) = {200, -100, -201, 110}; // lower reservoir, below the pore
Curve Loop(2) = {201, 101, -202, -111};
Curve Loop(3) = {110, 210, -120, -211}; // pore
Curve Loop(4) = {111, 212, -121, -211}; // membrane
Curve Loop(5) = {120, 220, -130, -221}; // upper reservoir
Curve Loop(6) = {121, 222, -131, -221};
For s In {1:6}
  Plane Surface(s) = {s};
EndFor
Transfinite Surface {1:6};
Recombine Surface {1:6};

Physical Surface("lower reservoir") = {1, 2};
Physical Surface("pore") = {3};
Physical Surface("membrane") = {4};
Physical Surface("upper reservoir") = {5, 6};
Physical Curve("lower end") = {100, 101};
Physical Curve("upper end") = {130, 131};
Physical Curve("side") = {202, 212, 222};
Physical Curve("pore wall") = {211};
Physical Curve("membrane faces") = {111, 121};
Physical Curve("axis") = {200, 210, 220}; // a symmetry by nature when axisymmetric; it may also go without a name
