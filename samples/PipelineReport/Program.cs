using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;
using PipelineReport;

const int Failed = 1;
const int Misused = 2;
const int UsualCount = 2_000;
const string Usage = "Usage: dotnet run --project samples/PipelineReport [-- [--count N] [--csv FILE]]    --count: referrals in the "
    + "emulator, 2000 if not given; --csv: export to a file";

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
    await using Source source = await Source.OpenAsync(configuration, arguments.Count ?? UsualCount, interrupt.Token);
    if (source.IsLive && arguments.Count is not null)
    {
        Console.Error.WriteLine("--count is for the emulator, but a PartnerCenter setting names the live service.");
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
        // The first hour with the live service should explain itself.
        Console.Error.WriteLine(await source.Client.DiagnoseAsync(cancellationToken: interrupt.Token));
        throw;
    }

    csv?.Complete();
    return pipeline;
}

async Task AddAllAsync(IReferralsClient client, Pipeline pipeline, CsvExport? csv, Action<int, long?> report)
{
    // Whole referrals, by pages: only pages bring the service's count, which the progress needs. Where there is no progress to show, a
    // record of our own (ListAsync<T>) would do with a little more than half of the bytes.
    ReferralQuery query = new()
    {
        OrderBy = ReferralOrder.CreatedDateTime.Ascending, // What is created meanwhile comes last.
        ReadAhead = true, // The next page is on its way while this one is added up.
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
