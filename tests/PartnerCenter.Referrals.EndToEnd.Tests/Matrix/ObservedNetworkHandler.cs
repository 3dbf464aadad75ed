using System.Net;
using System.Text;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// The client's network, its own or the one to Entra. The former has one connection for each request: with a used one HttpClient repeats
/// bodiless requests by itself. It counts, plants people in what comes beside the records, and tells of the end of the first request that a
/// fault may befall.
/// </summary>
internal sealed class ObservedNetworkHandler(
    MatrixFault fault, Func<EmulatedOperation?, bool> isHitBy, FaultSignals signals, HttpMessageHandler? entra = null)
    : DelegatingHandler(entra ?? NewSockets())
{
    private readonly SemaphoreSlim _heads = new(0);
    private int _hits;

    public int Sent { get; private set; }

    /// <summary>Called when the first such request has got the head of its answer, or has failed.</summary>
    public Func<Task>? FirstEnded { get; set; }

    /// <summary>Waits until the next head of a faulty answer has come.</summary>
    public Task HeadAsync() => _heads.WaitAsync();

    /// <summary>Forgets what set the scene.</summary>
    public void Reset() => Sent = _hits = 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent++;
        bool isHit = isHitBy(OperationOf(request));
        bool isFirst = isHit && ++_hits == 1;
        if (isHit)
        {
            signals.Expect();
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch when (isHit)
        {
            // The service may act after the connection is lost: what the client does next must not depend on who is faster.
            await signals.DrainAsync();
            await EndedAsync(isFirst);
            throw;
        }

        await PlantAsync(response);
        await EndedAsync(isFirst);
        if (isHit)
        {
            _heads.Release();
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        _heads.Dispose();
        base.Dispose(disposing);
    }

    private static SocketsHttpHandler NewSockets()
    {
        SocketsHttpHandler sockets = ReferralsTransport.NewSocketsHandler();
        sockets.PooledConnectionLifetime = TimeSpan.Zero;
        return sockets;
    }

    private EmulatedOperation? OperationOf(HttpRequestMessage request) => request.Method.Method switch
    {
        "POST" when entra is not null => EmulatedOperation.Token,
        _ when entra is not null => null,
        "POST" => EmulatedOperation.Create,
        "PUT" => EmulatedOperation.Replace,
        "PATCH" => EmulatedOperation.Patch,
        _ => request.RequestUri!.AbsolutePath.EndsWith(
            "/referrals", StringComparison.Ordinal) ? EmulatedOperation.List : EmulatedOperation.Get,
    };

    private Task EndedAsync(bool isFirst) => isFirst && FirstEnded is { } tell ? tell() : Task.CompletedTask;

    private async Task PlantAsync(HttpResponseMessage response)
    {
        response.ReasonPhrase = PlantedData.Mark;
        response.Headers.TryAddWithoutValidation("Set-Cookie", "session=" + PlantedData.Mark);
        response.Headers.TryAddWithoutValidation("X-Seller", PlantedData.Mail);
        bool isHtml = response.Content.Headers.ContentType?.MediaType == "text/html";
        if (isHtml || (!response.IsSuccessStatusCode && fault.Proves is Proof.Throttled or Proof.Transient or Proof.Final))
        {
            string text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            StringContent planted = new(
                text
                    .Replace(
                        "\"message\":\"", $"\"message\":\"{PlantedData.Mail} ", StringComparison.Ordinal).Replace(
                            "_description\":\"", $"_description\":\"{PlantedData.Mail} ", StringComparison.Ordinal).Replace(
                                "Please", PlantedData.Mail, StringComparison.Ordinal),
                Encoding.UTF8,
                response.Content.Headers.ContentType?.MediaType ?? "text/plain");
            response.Content = text.Length == 0 && response.StatusCode != HttpStatusCode.OK ? new ByteArrayContent([]) : planted;
        }
    }
}
