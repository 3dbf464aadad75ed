using System.Globalization;
using System.Text;
using PartnerCenter.Referrals;

namespace PipelineReport;

/// <summary>
/// Writes referrals as comma-separated values (RFC 4180), for spreadsheets. The file holds deals and companies, but no contact data and no
/// notes. Existing columns keep their place, and new columns are added at the end.
/// </summary>
internal sealed class CsvExport : IDisposable
{
    private const string Header =
        "Id,EngagementId,Name,Customer,Country,Kind,Direction,Status,Substatus,SalesStage,DealValue,Currency,ClosingDate,Created,Updated";

    private readonly string _file;
    private readonly StreamWriter _writer;

    /// <summary>Creates the file under a temporary name, so that an older export remains until <see cref="Complete"/>.</summary>
    public CsvExport(string file)
    {
        _file = file;

        // Without the byte order mark of UTF-8, Excel assumes another encoding.
        _writer = new StreamWriter(
            file + ".partial", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
        { NewLine = "\r\n" };
        _writer.WriteLine(Header);
    }

    public void Add(Referral referral) => _writer.WriteLine(Line(referral));

    /// <summary>Closes the complete file and gives it its final name.</summary>
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
    /// Formats text that other people wrote. A spreadsheet would run text that starts like a formula, so it gets an apostrophe in front.
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
