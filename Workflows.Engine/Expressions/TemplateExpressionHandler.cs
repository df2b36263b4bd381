using Workflows.Templates;

namespace Workflows.Engine.Expressions;

/// <summary>Renders Liquid or Scriban templates. The model has the variables by name, and Variables, Input, CorrelationId, WorkflowInstanceId.</summary>
/// <param name="mode">The language.</param>
internal sealed class TemplateExpressionHandler(TemplateMode mode) : IExpressionHandler
{
    public async ValueTask<object?> EvaluateAsync(
        Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var text = expression.Value?.ToString() ?? string.Empty;
        if (expression.Prepared is not Template template || template.Text != text)
        {
            template = Template.Parse(text, null, new TemplateOptions { Mode = mode });
            if (template.HasErrors)
            {
                throw new InvalidOperationException(
                    string.Join("; ", template.Messages.Select(message => $"line {message.Line}, column {message.Column}: {message.Text}")));
            }

            expression.Prepared = template;
        }

        return await template.RenderAsync(Model(context, options), context.CancellationToken);
    }

    private static Dictionary<string, object?> Model(ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var variables = context.ReadAndFlattenMemoryBlocks()
            .Where(pair => State.StateValue.CanKeep(pair.Value))
            .ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        var input = context.Workflow?.Input.Where(pair => State.StateValue.CanKeep(pair.Value)).ToDictionary(pair => pair.Key, pair => (object?)pair.Value) ?? [];
        var model = new Dictionary<string, object?>(variables)
        {
            ["Variables"] = variables,
            ["variables"] = variables,
            ["Input"] = input,
            ["input"] = input,
            ["CorrelationId"] = context.Workflow?.CorrelationId,
            ["WorkflowInstanceId"] = context.Workflow?.Id,
            ["WorkflowDefinitionId"] = context.Workflow?.Workflow.Identity.DefinitionId,
            ["WorkflowInstanceName"] = context.Workflow?.Name,
            ["LastResult"] = context.GetLastResult(),
        };
        foreach (var (name, value) in options.Arguments)
        {
            model[name] = value;
        }

        return model;
    }
}
