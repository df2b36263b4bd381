using System.Text.Json;
using System.Text.Json.Nodes;
using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class ModelTests
{
    private const string Page = "{{ user.first_name }} {{ items.size }} {{ for i in items; i.name + i.qty; end }} {{ items[1].name }} {{ nothing }}";

    [Fact]
    public void Every_kind_of_model_is_seen_alike()
    {
        const string Text = """{"user":{"first_name":"Ada"},"items":[{"name":"a","qty":1},{"name":"b","qty":2}]}""";
        using var document = JsonDocument.Parse(Text);
        object[] models =
        [
            document.RootElement,
            JsonNode.Parse(Text)!,
            new { User = new { FirstName = "Ada" }, Items = new[] { new { Name = "a", Qty = 1 }, new { Name = "b", Qty = 2 } } },
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["user"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["first_name"] = "Ada" },
                ["items"] = new List<object?> { new { Name = "a", Qty = 1 }, new { Name = "b", Qty = 2L } },
            },
        ];
        foreach (var model in models)
        {
            Render(Page, model).Should().Be("Ada 2 a1b2 b ");
        }
    }

    [Fact]
    public void A_rendering_never_changes_its_model()
    {
        var node = JsonNode.Parse("""{"user":{"name":"Ada"},"list":[1]}""")!;
        var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal) { ["user"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "Ada" }, ["list"] = new List<object?> { 1 } };
        var person = new Person { Name = "Ada" };
        const string Text = "{{ user.name = 'Bob'; user.name; list[0] = 5; list[0]; x = 1 }}";
        Render(Text, node).Should().Be("Bob5");
        Render(Text, dictionary).Should().Be("Bob5");
        Render("{{ user.name = 'Bob'; user.name }}", new { User = person }).Should().Be("Bob");
        node.ToJsonString().Should().Be("""{"user":{"name":"Ada"},"list":[1]}""");
        ((Dictionary<string, object?>)dictionary["user"]!)["name"].Should().Be("Ada");
        dictionary.Should().HaveCount(2);
        person.Name.Should().Be("Ada");
    }

    [Fact]
    public void A_json_document_may_be_changed_in_the_template_only()
    {
        using var document = JsonDocument.Parse("""{"user":{"name":"Ada"},"list":[1,2]}""");
        Render("{{ user.age = 5; list[2] = 3; user.name + user.age; list }}", document.RootElement).Should().Be("Ada5[1, 2, 3]");
    }

    [Fact]
    public void A_member_that_throws_is_an_error_with_its_place()
    {
        var error = Fail("\n{{ o.broken }}", new { O = new Person() });
        (error.Line, error.Column).Should().Be((2, 6));
        error.InnerException.Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Functions_of_the_options_are_called_with_converted_arguments()
    {
        var options = new TemplateOptions
        {
            Globals = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["answer"] = 42,
                ["join"] = (Func<string, int, string[], string>)((separator, times, parts) => string.Join(separator, parts) + times),
                ["mail"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["link"] = (Func<string, string>)(path => "https://x.test/" + path) },
                ["rest"] = (Rest)(static values => values.Length),
            },
        };
        Render("{{ answer }} {{ join ', ' '3' ['a', 'b'] }} {{ 'p' | mail.link }} {{ rest 1 2 3 }}", options: options)
            .Should().Be("42 a, b3 https://x.test/p 3");
        Fail("{{ join }}", options: options).Text.Should().Contain("needs 3");
    }

    [Fact]
    public void Variables_tells_what_a_template_expects()
    {
        var template = Template.Parse("{{ a = b.c }}\n{{ for d in e; d; a; string.upcase f; end }}", options: Plain);
        template.Variables.Should().Equal(
            new TemplateVariable("b", 1, 8), new TemplateVariable("e", 2, 13), new TemplateVariable("f", 2, 36));
    }

    private delegate int Rest(params object?[] values);

    private sealed class Person
    {
        public string Name { get; set; } = "";

        public string Broken => throw new InvalidOperationException(Name);
    }
}
