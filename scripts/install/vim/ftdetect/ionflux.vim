" Parameter files of ionflux. Other programs (deal.II, ASPECT) use the same syntax in .prm files.
autocmd BufRead,BufNewFile *.prm setfiletype ionflux
