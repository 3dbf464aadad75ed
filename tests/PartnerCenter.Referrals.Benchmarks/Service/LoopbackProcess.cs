using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Runs Kestrel in its own process, where it answers every request with the same referral.</summary>
internal sealed class LoopbackProcess : IAsyncDisposable
{
    public const string Command = "loopback-service";

    private readonly ChildProcess _process;

    private LoopbackProcess(ChildProcess process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public static async Task<LoopbackProcess> StartAsync()
    {
        ChildProcess process = ChildProcess.Start(Command);
        return new LoopbackProcess(process, new Uri(await process.ReadLineAsync()));
    }

    /// <summary>Runs in the child process.</summary>
    public static async Task PlayAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication application = builder.Build();
        application.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = CannedService.One.Length;
            await context.Response.Body.WriteAsync(CannedService.One);
        });
        await application.StartAsync();
        Console.WriteLine(application.Urls.Single() + "/v1.0/engagements/referrals");
        await Console.In.ReadToEndAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
