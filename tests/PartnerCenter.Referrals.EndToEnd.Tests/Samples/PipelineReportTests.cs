using System.Text;
using PipelineReport;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Samples;

/// <summary>Tests the totals and the export of samples/PipelineReport, because readers copy it.</summary>
public sealed class PipelineReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Munson's Pickles & Preserves", "Munson's Pickles & Preserves")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("the \"big\" one", "\"the \"\"big\"\" one\"")]
    [InlineData("one\r\ntwo", "\"one\r\ntwo\"")]
    [InlineData("=HYPERLINK(\"http://example.com\",\"x\")", "\"'=HYPERLINK(\"\"http://example.com\"\",\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("1=1", "1=1")]
    public void A_text_in_the_export_is_quoted_and_never_a_formula(string? name, string cell)
    {
        Referral referral = new() { Id = "1", EngagementId = "2", Name = name };

        string line = CsvExport.Line(referral);

        Assert.Equal($"1,2,{cell},,,Unknown,,,,,,,,,", line);
    }

    [Fact]
    public void Numbers_and_times_are_exported_invariantly_and_negative_numbers_unquoted()
    {
        Referral referral = new()
        {
            Id = "1",
            EngagementId = "2",
            Details = new()
            {
                DealValue = -1234.50m,
                Currency = "EUR",
                ClosingDateTime = new DateTimeOffset(2031, 1, 31, 1, 0, 0, TimeSpan.FromHours(2)),
            },
        };

        string line = CsvExport.Line(referral);

        Assert.Equal("1,2,,,,Unknown,,,,,-1234.50,EUR,2031-01-30 23:00:00Z,,", line);
    }

    [Fact]
    public void An_export_has_a_line_per_referral_and_no_contact_data()
    {
        string file = Path.Combine(_folder.FullName, "pipeline.csv");
        Member contact = new() { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" };
        Referral referral = Deal("Active", "Accepted", 10, "EUR") with
        {
            Name = "Ärger",
            Team = [contact],
            Details = new() { Notes = "Ask Ada" },
            CustomerProfile = new() { Name = "Fabrikam", Address = new() { Country = "DE" }, Team = [contact] },
        };

        using (CsvExport export = new(file))
        {
            export.Add(referral);
            Assert.False(File.Exists(file)); // The file appears only when it is complete.
            export.Complete();
        }

        byte[] bytes = File.ReadAllBytes(file);
        Assert.Equal(
            "\uFEFFId,EngagementId,Name,Customer,Country,Kind,Direction,Status,Substatus,SalesStage,DealValue,Currency,ClosingDate,Created,"
            + "Updated\r\n"
            + "1,2,Ärger,Fabrikam,DE,Unknown,Outgoing,Active,Accepted,Develop,,,,,\r\n",
            Encoding.UTF8.GetString(bytes));
        Assert.Equal([file], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void A_cancelled_export_keeps_the_older_file()
    {
        string file = Path.Combine(_folder.FullName, "pipeline.csv");
        File.WriteAllText(file, "of yesterday");

        using (CsvExport export = new(file))
        {
            export.Add(Deal("Active", "Accepted", 10, "EUR"));
        }

        Assert.Equal("of yesterday", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Totals_count_records_and_add_each_engagements_value_once_per_currency()
    {
        Pipeline pipeline = new();
        Referral deal = Deal("Active", "Accepted", 10, "EUR");

        pipeline.Add(deal);
        pipeline.Add(deal with { Status = ReferralStatus.New, Substatus = ReferralSubstatus.Pending, Target = [ReferralTarget.Microsoft] });
        pipeline.Add(
            deal with { Direction = ReferralDirection.Incoming, Target = [ReferralTarget.PartnerLocation("location of our own")] });
        pipeline.Add(Deal("Closed", "Won", 3, "EUR"));
        pipeline.Add(Deal("Closed", "Lost", 4, "USD"));
        pipeline.Add(Deal("Dreaming", null, 5, null));

        Assert.Equal(6, pipeline.Count);
        Assert.Equal(
            ["Active/Accepted 2", "Closed/Lost 1", "Closed/Won 1", "Dreaming 1", "New/Pending 1"],
            pipeline.ByStatus.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(["Develop 2"], pipeline.ActiveByStage.Select(Text));
        Assert.Equal(["(none) 6"], pipeline.ByCountry.Select(Text));
        Assert.Equal([new Money(20, 3), new Money(0, 0)], pipeline.ByCurrency.Values);
        Assert.Equal(["EUR", "USD"], pipeline.ByCurrency.Keys);

        static string Text(KeyValuePair<string, int> total) => $"{total.Key} {total.Value}";
    }

    private static Referral Deal(string status, string? substatus, decimal value, string? currency) => new()
    {
        Id = "1",
        EngagementId = "2",
        Status = new ReferralStatus(status),
        Substatus = substatus is null ? null : new ReferralSubstatus(substatus),
        SalesStage = SalesStage.Develop,
        Direction = ReferralDirection.Outgoing,
        Target = [ReferralTarget.Solution("SOL-12345-ABC")],
        Details = new() { DealValue = value, Currency = currency },
    };
}
