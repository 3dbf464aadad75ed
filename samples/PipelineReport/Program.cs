using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;
using PipelineReport;

const int Failed = 1;
const int Misused = 2;
const int DefaultCount = 2_000;
const string Usage = "Usage: dotnet run --project samples/PipelineReport [-- [--count N] [--csv FILE]]    --count: the number of "
    + "referrals in the emulator (default: 2000); --csv: export to a file";

if (Arguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine(Usage);
    return Misused;
}

if (arguments.Help)
{
    Console.WriteLine(Usage);
    return 0;
}

using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
try
{
    IConfiguration configuration = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
    await using Source source = await Source.OpenAsync(configuration, arguments.Count ?? DefaultCount, interrupt.Token);
    if (source.IsLive && arguments.Count is not null)
    {
        Console.Error.WriteLine("--count is for the emulator, but a PartnerCenter setting selects the live service. Omit --count.");
        return Misused;
    }

    Pipeline pipeline = await ReadAsync(source);
    new Screen().Show(pipeline, source.Name);
    return 0;
}
catch (Exception failure) when (failure is ReferralsException
    or OptionsValidationException or OperationCanceledException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message);
    return Failed;
}
catch (InvalidDataException unreadable)
{
    Console.Error.WriteLine($"The settings cannot be read: {unreadable.GetBaseException().Message}");
    return Failed;
}

async Task<Pipeline> ReadAsync(Source source)
{
    using CsvExport? csv = arguments.CsvFile is { } file ? new CsvExport(file) : null;
    Pipeline pipeline = new();
    try
    {
        await Progress.ShowAsync(report => AddAllAsync(source.Client, pipeline, csv, report));
    }
    catch (ReferralsException) when (source.IsLive)
    {
        // The diagnosis explains which setting, permission or network problem makes the live call fail.
        Console.Error.WriteLine(await source.Client.DiagnoseAsync(cancellationToken: interrupt.Token));
        throw;
    }

    csv?.Complete();
    return pipeline;
}

async Task AddAllAsync(IReferralsClient client, Pipeline pipeline, CsvExport? csv, Action<int, long?> report)
{
    // Pages are read because they carry the service's count, which the progress bar needs. Without a progress bar, a projection to a
    // record of your own (ListAsync<T>) would read little more than half of the bytes.
    ReferralQuery query = new()
    {
        OrderBy = ReferralOrder.CreatedDateTime.Ascending, // Referrals that are created during the listing come last.
        ReadAhead = true, // The next page is fetched while this one is added up.
    };
    await foreach (ReferralPage page in client.ListAsync(query).AsPages(interrupt.Token))
    {
        foreach (Referral referral in page.Referrals)
        {
            pipeline.Add(referral);
            csv?.Add(referral);
        }

        report(pipeline.Count, page.TotalCount);
    }
}
