namespace Workflows.Templates.Tests;

internal static class Rendering
{
    public static readonly TemplateOptions Plain = new() { Culture = System.Globalization.CultureInfo.InvariantCulture, TimeZone = TimeZoneInfo.Utc };

    public static readonly TemplateOptions InLiquid = new()
    {
        Mode = TemplateMode.Liquid,
        Culture = System.Globalization.CultureInfo.InvariantCulture,
        TimeZone = TimeZoneInfo.Utc,
    };

    public static string Render(string text, object? model = null, TemplateOptions? options = null)
    {
        var template = Template.Parse(text, "mail.sbnhtml", options ?? Plain);
        template.Messages.Should().BeEmpty();
        return template.Render(model);
    }

    public static TemplateRuntimeException Fail(string text, object? model = null, TemplateOptions? options = null)
    {
        var template = Template.Parse(text, "mail.sbnhtml", options ?? Plain);
        template.Messages.Should().BeEmpty();
        return template.Invoking(t => t.Render(model)).Should().Throw<TemplateRuntimeException>().Which;
    }
}
