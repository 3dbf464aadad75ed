namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that docs/diagnosis.md lists the advice for each refusal of Entra, in the words that the exceptions use.</summary>
public sealed class EntraAdviceDocumentTests
{
    [Fact]
    public async Task The_table_in_the_documents_has_every_code_and_its_advice()
    {
        string document = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "diagnosis.md"), TestContext.Current.CancellationToken);
        string table = string.Concat(EntraAdvice.Rows.Select(
            row => $"| {string.Join(", ", row.Codes.Select(code => $"`{code}`"))} | {row.Advice} |\n"));

        Assert.True(
            document.Contains(table, StringComparison.Ordinal),
            $"docs/diagnosis.md differs from the advice of the client. Its rows should be:\n{table}");
    }

    [Fact]
    public void Each_code_has_one_advice()
    {
        string[] codes = [.. EntraAdvice.Rows.SelectMany(row => row.Codes)];

        Assert.Equal(codes.Distinct(StringComparer.Ordinal), codes);
        Assert.All(
            EntraAdvice.Rows,
            row => Assert.All(row.Codes, code => Assert.Equal(row.Advice, EntraAdvice.For(code, "invalid_grant"))));
    }
}
