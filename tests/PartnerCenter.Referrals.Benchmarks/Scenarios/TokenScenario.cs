using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures the cost of a cached access token: the provider returns the header that it created once.</summary>
public class TokenScenario : IDisposable
{
    private readonly AccessTokenProvider _tokens = new(
        ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(12)))),
        TimeProvider.System, NullLogger.Instance);

    internal static Task<bool> RunAsync()
    {
        (double nanoseconds, long bytes) = MicroBenchmark.Run<TokenScenario>();
        return Task.FromResult(Report.Target(
            bytes <= Targets.CachedTokenBytes,
            $"a cached access token {bytes:N0} bytes (at most {Targets.CachedTokenBytes}), {nanoseconds:N0} ns"));
    }

    [GlobalSetup]
    public void SignIn() => _tokens.SignInAsync(CancellationToken.None).GetAwaiter().GetResult();

    [Benchmark]
    public AuthenticationHeaderValue? Cached() => _tokens.GetCached();

    [GlobalCleanup]
    public void Dispose()
    {
        _tokens.Dispose();
        GC.SuppressFinalize(this);
    }
}
