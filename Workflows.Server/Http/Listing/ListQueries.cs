using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Workflows.Server.Http.Listing;

/// <summary>Lists straight from EF queries, for resources whose rules end at "may see the row".</summary>
internal static class ListQueries
{
    /// <summary>Orders, counts, cuts the page out, and shows it.</summary>
    /// <param name="list">The request; all filters have been read.</param>
    /// <param name="query">The rows, filtered.</param>
    /// <param name="orders">For each member of the list's orderings its expression.</param>
    /// <param name="id">Breaks ties.</param>
    /// <param name="show">What a row looks like outside.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<Paged<TView>> PageAsync<TRow, TView>(
        this ListRequest list, IQueryable<TRow> query, IReadOnlyDictionary<string, Expression<Func<TRow, object?>>> orders,
        Expression<Func<TRow, Guid>> id, Func<TRow, TView> show, CancellationToken cancellationToken)
        where TRow : class
    {
        list.Check();
        var count = await query.LongCountAsync(cancellationToken);
        IOrderedQueryable<TRow>? ordered = null;
        foreach (var order in list.Orders)
        {
            var by = orders[order.Member];
            ordered = (ordered, order.Descending) switch
            {
                (null, true) => query.OrderByDescending(by),
                (null, false) => query.OrderBy(by),
                (_, true) => ordered.ThenByDescending(by),
                _ => ordered.ThenBy(by),
            };
        }

        var rows = await ordered!.ThenBy(id).Skip(list.Offset).Take(list.PageSize).AsNoTracking().ToListAsync(cancellationToken);
        return list.Answer(count, rows.ConvertAll(row => show(row)));
    }

    /// <summary>The text as a pattern for <c>ilike</c> that finds it anywhere.</summary>
    public static string Anywhere(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
