using System.Globalization;

namespace Workflows.Templates.Tree;

/// <summary>A loop that writes the rows and cells of an HTML table.</summary>
internal sealed class TableRowStatement(PathExpression variable, Expression list, LoopOptions options, Block body)
    : ForStatement(variable, list, options, body, null)
{
    protected override void BeforeItem(RenderContext context, LoopState loop)
    {
        loop.Column = loop.Index % loop.Columns;
        if (loop.Column == 0)
        {
            var row = (loop.Index / loop.Columns) + 1;
            context.Out.Append(string.Create(CultureInfo.InvariantCulture, $"<tr class=\"row{row}\">"));
        }

        context.Out.Append(string.Create(CultureInfo.InvariantCulture, $"<td class=\"col{loop.Column + 1}\">"));
    }

    public override void AfterItem(RenderContext context, LoopState loop)
    {
        context.Out.Append("</td>");
        if (loop.Column == loop.Columns - 1 || loop.Index == loop.Length - 1)
        {
            context.Out.Append("</tr>\n");
        }
    }
}
