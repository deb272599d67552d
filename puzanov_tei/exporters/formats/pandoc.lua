-- The two signs of HTML that our Markdown has, as what every format of pandoc knows: <br> in cells, <sup>.
local function is_html(inline, tag)
  return inline.t == "RawInline" and inline.format == "html" and inline.text == tag
end

function Inlines(inlines)
  local made, above = pandoc.List(), nil
  for _, inline in ipairs(inlines) do
    if is_html(inline, "<br>") then
      (above or made):insert(pandoc.LineBreak())
    elseif is_html(inline, "<sup>") and not above then
      above = pandoc.List()
    elseif is_html(inline, "</sup>") and above then
      made:insert(pandoc.Superscript(above))
      above = nil
    else
      (above or made):insert(inline)
    end
  end
  if above then
    made:extend(above)
  end
  return made
end
