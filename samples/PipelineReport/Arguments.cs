using System.Globalization;

namespace PipelineReport;

/// <summary>What the command line asks for.</summary>
/// <param name="Count">How many referrals the emulator invents; null if not asked for.</param>
/// <param name="CsvFile">The file to export to; null for none.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
internal sealed record Arguments(int? Count, string? CsvFile, bool Help)
{
    /// <summary>Reads the command line; null if it makes no sense.</summary>
    public static Arguments? Read(ReadOnlySpan<string> args)
    {
        Arguments read = new(null, null, false);
        while (args.Length > 0)
        {
            switch (args)
            {
                case ["--help", ..]:
                    read = read with { Help = true };
                    args = args[1..];
                    break;
                case ["--count", var number, ..] when read.Count is null
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count):
                    read = read with { Count = count };
                    args = args[2..];
                    break;
                case ["--csv", { Length: > 0 } file, ..] when read.CsvFile is null && !file.StartsWith("--", StringComparison.Ordinal):
                    read = read with { CsvFile = file };
                    args = args[2..];
                    break;
                default:
                    return null;
            }
        }

        return read;
    }
}
