using System.Globalization;
using PartnerCenter.Referrals;
using Spectre.Console;

namespace PipelineReport;

/// <summary>Shows a pipeline as bars in a terminal, or as plain lines in a pipe or a file.</summary>
internal sealed class Screen
{
    private const int MaxCountries = 10;

    // The stages from the first contact to the close, in both notations of the service.
    private static readonly List<SalesStage> Stages =
    [
        SalesStage.Percent10, SalesStage.Qualify, SalesStage.Percent20, SalesStage.Develop, SalesStage.Percent40,
        SalesStage.Propose, SalesStage.Percent60, SalesStage.Percent80, SalesStage.Close, SalesStage.Percent100,
    ];

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings());
    private readonly bool _isPlain = Console.IsOutputRedirected;

    public Screen()
    {
        if (_isPlain)
        {
            // Set here and not in the console's settings, which the environment of a build server overrides.
            _console.Profile.Capabilities.Ansi = false;
        }
    }

    public void Show(Pipeline pipeline, string source)
    {
        List<KeyValuePair<string, int>> countries = Ranked(pipeline.ByCountry);
        _console.WriteLine($"{Number(pipeline.Count)} referrals, from {source}");
        Bars("By status", Color.Blue, Ranked(pipeline.ByStatus));
        Bars("Active, by stage", Color.Green, pipeline.ActiveByStage.OrderBy(stage => PlaceOf(stage.Key)));
        Bars("By country", Color.Yellow, countries.Take(MaxCountries));
        if (countries.Count > MaxCountries)
        {
            Line($"{countries.Count - MaxCountries} others", countries.Skip(MaxCountries).Sum(country => country.Value));
        }

        Title("Deal value: open, won");
        foreach ((string currency, Money money) in pipeline.ByCurrency)
        {
            Line(currency, money.Open, money.Won);
        }
    }

    private static List<KeyValuePair<string, int>> Ranked(Dictionary<string, int> totals) =>
        [.. totals.OrderByDescending(total => total.Value).ThenBy(total => total.Key, StringComparer.Ordinal)];

    private static int PlaceOf(string stage) => Stages.IndexOf(new SalesStage(stage)) is >= 0 and var place ? place : Stages.Count;

    private void Bars(string title, Color color, IEnumerable<KeyValuePair<string, int>> totals)
    {
        Title(title);
        if (_isPlain)
        {
            foreach ((string name, int total) in totals)
            {
                Line(name, total);
            }

            return;
        }

        _console.Write(new BarChart()
            .UseValueFormatter(value => Number((decimal)value))
            .AddItems(totals, total => new BarChartItem(Label(total.Key).EscapeMarkup(), total.Value, color)));
    }

    private void Line(string name, params ReadOnlySpan<decimal> numbers)
    {
        string line = Label(name);
        foreach (decimal number in numbers)
        {
            line += $"  {Number(number),12}";
        }

        _console.WriteLine(line);
    }

    private void Title(string title)
    {
        _console.WriteLine();
        _console.Write(new Text(title, new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    /// <summary>
    /// Pads a name to the width of the others and replaces control characters: some names are text that other people wrote.
    /// </summary>
    private static string Label(string name) =>
        string.Concat(name.Select(character => char.IsControl(character) ? '?' : character)).PadLeft(17);

    private static string Number(decimal number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
