namespace Workflows.Templates;

/// <summary>The language a template text is written in.</summary>
public enum TemplateMode
{
    /// <summary>Scriban: text with code between <c>{{</c> and <c>}}</c>.</summary>
    Scriban,

    /// <summary>Liquid: text with <c>{{ output }}</c> and <c>{% tag %}</c>.</summary>
    Liquid,

    /// <summary>Scriban code alone, without text and without braces around it.</summary>
    ScriptOnly,
}
