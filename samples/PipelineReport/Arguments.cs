using System.Globalization;

namespace PipelineReport;

/// <summary>Represents the arguments of the command line.</summary>
/// <param name="Count">The number of referrals that the emulator generates; null if it is not given.</param>
/// <param name="CsvFile">The file to export to; null for no export.</param>
/// <param name="Help">Whether to print only the usage.</param>
internal sealed record Arguments(int? Count, string? CsvFile, bool Help)
{
    /// <summary>Parses the command line. Returns null if it is not valid.</summary>
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
