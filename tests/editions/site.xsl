<?xml version="1.0" encoding="UTF-8"?>
<!-- A style sheet of the kind that static sites of digital editions use: the body, notes as footnotes, names that open
     the entry that stands in back. Written for these tests. -->
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:t="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="t">
  <xsl:output method="xhtml" indent="no" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <html>
      <head><title><xsl:value-of select="//t:titleStmt/t:title[1]/text()"/></title></head>
      <body>
        <main><xsl:apply-templates select=".//t:body"/></main>
        <xsl:for-each select=".//t:note[not(parent::t:noteGrp)]">
          <div class="footnote"><xsl:apply-templates/></div>
        </xsl:for-each>
        <xsl:for-each select=".//t:back"><aside><xsl:apply-templates/></aside></xsl:for-each>
      </body>
    </html>
  </xsl:template>
  <xsl:template match="t:p | t:head | t:item | t:opener | t:closer"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="t:note"><sup><xsl:number level="any" count="t:note"/></sup></xsl:template>
  <xsl:template match="t:rs">
    <xsl:variable name="text"><xsl:apply-templates/></xsl:variable>
    <xsl:for-each select="tokenize(@ref, '\s+')"><a href="{.}"/></xsl:for-each>
    <span class="{@type}" data-target="{@ref}"><xsl:copy-of select="$text"/></span>
  </xsl:template>
  <xsl:template match="t:person | t:place | t:org | t:bibl | t:event">
    <div id="{@xml:id}">
      <h2><xsl:value-of select="normalize-space(string-join(*[1]//text(), ''))"/></h2>
      <xsl:if test="t:location"><b><xsl:value-of select="tokenize(t:location[1]/t:geo[1], '\s')[2]"/></b></xsl:if>
      <xsl:for-each select="t:noteGrp/t:note"><i title="{@target}"><xsl:value-of select="text()"/></i></xsl:for-each>
    </div>
  </xsl:template>
</xsl:stylesheet>
