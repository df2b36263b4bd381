using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Tests.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.MailTemplates;

public sealed class MailTemplateCheckTests
{
    private readonly TemplateStub _files = new();

    [Fact]
    public async Task Good_templates_have_no_problems() => (await FindAsync()).Should().BeEmpty();

    [Theory]
    [InlineData("{{ nmae }}", "desk/ticket html(14,4): Unknown variable `nmae`, did you mean `name`?")]
    [InlineData("a\n{{ if }}", "desk/ticket html(15,")]
    [InlineData("{{ include 'desk/_fot' }}", "There is no partial `desk/_fot` with a part for html, did you mean `desk/_foot`?")]
    [InlineData("{{ name.size }}{{ name.frist }}", "`name` is string and has no member `frist`.")]
    [InlineData("{{ for i in 1..1000000 }}{{ end }}", "desk/ticket html(14,")]
    [InlineData("{{ if false }}{{ titel }}{{ end }}", "Unknown variable `titel`, did you mean `title`?")]
    [InlineData("{{ name * name }}", "with the sample")]
    public async Task The_html_part_is_checked(string html, string problem)
    {
        _files.Files["desk/ticket.sbnhtml"] = TemplateStub.Front + "{{ mood = 'calm' }}" + html;
        if (!html.StartsWith("a\n", StringComparison.Ordinal))
        {
            _files.Files["desk/ticket.sbnhtml"] = TemplateStub.Front + html + "{{ mood = 'calm' }}";
        }

        (await FindAsync()).Should().Contain(found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Members_behind_loops_and_paths_are_checked_where_nothing_runs()
    {
        _files.Files["desk/list.sbnhtml"] =
            """
            ---
            description: A list.
            subject: "{{ rows.size }} rows"
            schema:
              type: object
              properties:
                rows: { type: array, items: { type: object, properties: { who: { type: [object, "null"], properties: { mail: { type: string } } } } } }
            sample: { rows: [] }
            ---
            {{ for row in rows }}{{ row.who.mial }}{{ row["hwo"] }}{{ rows[0].who.mail }}{{ for.index }}{{ end }}
            """;
        _files.Files["desk/list.sbntxt"] = "{{ rows.frist }}";

        (await FindAsync()).Should().BeEquivalentTo(
            "desk/list html(10,25): `rows[].who` has no member `mial`, did you mean `mail`?",
            "desk/list html(10,43): `rows[]` has no member `hwo`, did you mean `who`?",
            "desk/list text(1,4): `rows` is array and has no member `frist`.");
    }

    [Theory]
    [InlineData("subject: \"[{{ number }}] {{ title }}\"\n", "", "needs a subject of one line")]
    [InlineData("layout: desk/_layout", "layout: desk/_latyout", "There is no layout `desk/_latyout`, did you mean `desk/_layout`?")]
    [InlineData("description: To the requester.\n", "", "what the template is for")]
    [InlineData("title: { type: string }", "title: { type: sting }", "unknown type `sting`, did you mean `string`?")]
    [InlineData("required: [name,", "required: [nmae,", "`nmae` is required but not declared")]
    [InlineData("number: T-7,", "number: 7,", "$.number: must be string.")]
    [InlineData("title: Printer }", "title: Printer, more: 1 }", "`more` is not in the schema.")]
    [InlineData(", title: Printer }", " }", "`title` is missing")]
    [InlineData("sample:", "smaple:", "unknown front matter `smaple`, did you mean `sample`?")]
    [InlineData("sample: {", "sample: [", "desk/ticket.sbnhtml(")]
    public async Task Front_matter_is_checked(string good, string bad, string problem)
    {
        _files.Files["desk/ticket.sbnhtml"] = _files.Files["desk/ticket.sbnhtml"].Replace(good, bad, StringComparison.Ordinal);

        (await FindAsync()).Should().Contain(found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_part_is_told()
    {
        _files.Files.Remove("desk/ticket.sbntxt");
        (await FindAsync()).Should().Contain("desk/ticket text: The text part is missing: mails always have both.");
    }

    [Fact]
    public async Task A_partial_is_checked_with_the_mails_that_use_it()
    {
        _files.Files["desk/_foot.sbnhtml"] = "---\ndescription: Foot.\n---\n<i>{{ moode }}</i>";

        (await FindAsync()).Should().Contain("desk/_foot html(4,7): Unknown variable `moode`, did you mean `mood`?");
    }

    private async Task<IReadOnlyList<string>> FindAsync() => await new MailTemplateLibrary(
        _files, Options.Create(new MailQueueOptions()), Options.Create(new MailTemplateOptions()), TimeProvider.System,
        NullLogger<MailTemplateLibrary>.Instance).FindProblemsAsync(default);
}
