namespace Workflows.Server.Templates;

/// <summary>A template of the tenant's own.</summary>
internal sealed record NewTemplateInput : TemplateInput
{
    /// <summary><c>module/name</c>, or <c>module/_name</c> for layouts and partials.</summary>
    public required string Key { get; init; }
}
