using System.Globalization;
using System.Text;
using PartnerCenter.Referrals;

namespace PipelineReport;

/// <summary>
/// Referrals as comma-separated values (RFC 4180), for spreadsheets: deals and companies, but no contact of anybody and no notes. The
/// columns stay as they are; new ones come last.
/// </summary>
internal sealed class CsvExport : IDisposable
{
    private const string Header =
        "Id,EngagementId,Name,Customer,Country,Kind,Direction,Status,Substatus,SalesStage,DealValue,Currency,ClosingDate,Created,Updated";

    private readonly string _file;
    private readonly StreamWriter _writer;

    /// <summary>Opens the file under a name of its own: until <see cref="Complete"/> an older export stays as it is.</summary>
    public CsvExport(string file)
    {
        _file = file;

        // With the mark of UTF-8, without which Excel takes another encoding.
        _writer = new StreamWriter(
            file + ".partial", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
        { NewLine = "\r\n" };
        _writer.WriteLine(Header);
    }

    public void Add(Referral referral) => _writer.WriteLine(Line(referral));

    /// <summary>Gives the file its name, now that it is whole.</summary>
    public void Complete()
    {
        _writer.Dispose();
        File.Move(_file + ".partial", _file, overwrite: true);
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_file + ".partial");
    }

    internal static string Line(Referral referral) => string.Join(
        ',',
        Text(referral.Id),
        Text(referral.EngagementId),
        Text(referral.Name),
        Text(referral.CustomerProfile?.Name),
        Text(referral.CustomerProfile?.Address?.Country),
        referral.Kind,
        Text(referral.Direction?.Value),
        Text(referral.Status?.Value),
        Text(referral.Substatus?.Value),
        Text(referral.SalesStage?.Value),
        referral.Details?.DealValue?.ToString(CultureInfo.InvariantCulture),
        Text(referral.Details?.Currency),
        Time(referral.Details?.ClosingDateTime),
        Time(referral.CreatedDateTime),
        Time(referral.UpdatedDateTime));

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// A text that others wrote. A spreadsheet would run one that starts like a formula: an apostrophe before it makes it a text.
    /// </summary>
    private static string? Text(string? text)
    {
        if (text is null or "")
        {
            return text;
        }

        string cell = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
