namespace Workflows.Templates;

/// <summary>Finds the templates named by <c>include</c>. Implementations must be thread-safe and should cache what they parse.</summary>
public interface ITemplateLoader
{
    /// <summary>Finds a template by the name used in <c>include</c>.</summary>
    /// <param name="name">The name as the template wrote it. It is not a path: do not trust it as one.</param>
    /// <returns>The parsed template, or null when there is none of that name.</returns>
    Template? Load(string name);

    /// <summary>Finds a template by the name used in <c>include</c>, for <see cref="Template.RenderAsync(object, CancellationToken)"/>.</summary>
    /// <param name="name">The name as the template wrote it. It is not a path: do not trust it as one.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The parsed template, or null when there is none of that name.</returns>
    ValueTask<Template?> LoadAsync(string name, CancellationToken cancellationToken) => new(Load(name));
}
