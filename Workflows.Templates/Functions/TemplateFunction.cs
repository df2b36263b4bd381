namespace Workflows.Templates.Functions;

/// <summary>Anything a template can call.</summary>
internal abstract class TemplateFunction(string name)
{
    public string Name => name;

    public abstract Value Invoke(scoped in Call call);

    public override string ToString() => name;
}
