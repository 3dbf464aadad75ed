namespace PartnerCenter.Referrals.Tests;

/// <summary>Compares docs/lifecycle.md with the status table.</summary>
public sealed class LifecycleDocumentTests
{
    [Fact]
    public async Task The_tables_in_the_documents_are_those_of_the_code()
    {
        string document = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "lifecycle.md"), TestContext.Current.CancellationToken);

        string[] tables = [Rows(), Transitions()];

        Assert.All(tables, table => Assert.True(
            document.Contains(table, StringComparison.Ordinal),
            $"docs/lifecycle.md differs from Rules/StatusTable.cs. To regenerate it, put this in the place of its table:\n{table}"));
    }

    private static string Rows() => Table(
        ["Status", "Substatuses in it", "May become", "May end as"],
        StatusTable.Rows.Select(
            row => new[] { row.Status.Value, Joined(row.Substatuses), Joined(row.NextStatuses), Joined(row.ClosingSubstatuses) }));

    private static string Transitions() => Table(
        ["From", .. AllowedMethods.Transitions.Select(one => $"`{one.Method}`"), "`AdvanceAsync`", "`RegisterDealAsync`"],
        StatusTable.Rows.SelectMany(row => row.Substatuses.Select(substatus => (string[])
        [
            $"{row.Status}/{substatus}",
            .. AllowedMethods.Transitions.Select(one => one.Transition).Select(transition =>
                transition.IsReachedBy(new Referral { Status = row.Status, Substatus = substatus }) ? "as it is, nothing is sent"
                : row.Allows(transition) ? transition.ToString()
                : row.IsDocumented(transition) ? "refused (user interface)" : "refused (API)"),
            row.HasSalesStage ? "any stage" : "refused (user interface)",
            StatusTable.MayBeWon(new Referral { Status = row.Status, Substatus = substatus }) ? "registered" : "refused (user interface)",
        ])));

    private static string Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat([Line(head), Line([.. head.Select(_ => "---")]), .. rows.Select(Line)]);

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Joined<T>(IReadOnlyList<T> values) => values.Count == 0 ? "–" : string.Join(", ", values);
}
