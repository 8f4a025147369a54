import sys
pts=[];cur=[]
for l in open('/tmp/warm/w.log'):
    if l.startswith('DBG'):
        h,n=l.split(' N'); h=h.split(); cur.append((int(h[2]),[float(h[i]) for i in (4,6,8,10,12)],[float(v) for v in n.split()]))
    elif 'voltage' in l and cur: pts.append((l.split(':')[0],cur)); cur=[]
for name,c in pts[2:]:
    ref=c[-1][2]; big=max(abs(v) for v in ref)
    out=[]
    for st,h,n in c:
        e=max(abs(a-b)/abs(b) for a,b in zip(n,ref) if abs(b)>1e-6*big)
        out.append(f'[{st}] r {h[0]:.1e} exc {h[2]:.1e} fore {h[3]:.0e} TRUE {e:.1e}')
    print(name.split('=')[-1],' | '.join(out))
