using System.Net;
using System.Text;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Observes the client's network to the service or to Entra. The network to the service opens a connection for each request, because
/// HttpClient resends requests without a body on a used connection. The handler counts requests, plants personal data outside the records,
/// signals the end of the first request that a fault may affect, and adds the header of the fault that is a header.
/// </summary>
internal sealed class ObservedNetworkHandler(
    MatrixFault fault, bool isLasting, Func<EmulatedOperation?, bool> isHitBy, FaultSignals signals, HttpMessageHandler? entra = null)
    : DelegatingHandler(entra ?? NewSockets())
{
    private static readonly HttpRequestOptionsKey<WireFault> Tampering = new("Tampering");

    private readonly SemaphoreSlim _heads = new(0);
    private int _hits;

    public int Sent { get; private set; }

    /// <summary>Gets or sets the callback for the first such request that has received the head of its response, or has failed.</summary>
    public Func<Task>? FirstEnded { get; set; }

    /// <summary>Waits for the next head of a faulty response.</summary>
    public Task HeadAsync() => _heads.WaitAsync();

    /// <summary>Resets the counts after the preparation of the cell.</summary>
    public void Reset() => Sent = _hits = 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent++;
        bool isHit = isHitBy(OperationOf(request));
        bool isFirst = isHit && ++_hits == 1;
        if (isHit)
        {
            signals.Expect();
            if (fault.IsUnsendable && (isLasting || isFirst))
            {
                request.Headers.TryAddWithoutValidation("X-Caller", "Zoë");
            }

            if (fault.Wire is { } wire && (isLasting || isFirst))
            {
                request.Options.Set(Tampering, wire);
            }
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch when (isHit)
        {
            // The service may act after the connection is lost; what the client does next must not depend on which is faster.
            await signals.DrainAsync();
            await EndedAsync(isFirst);
            throw;
        }

        await PlantAsync(response);
        if (isHit && (isLasting || isFirst) && fault.TokenAnswer is { } answer)
        {
            string text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            response.StatusCode = answer.Status;
            response.Content = new StringContent(answer.Body(text), Encoding.UTF8, "application/json");
        }

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

    /// <summary>Creates a handler with a connection for each request, whose response is changed if the request says so.</summary>
    public static SocketsHttpHandler NewSockets()
    {
        SocketsHttpHandler sockets = ReferralsTransport.NewSocketsHandler();
        sockets.PooledConnectionLifetime = TimeSpan.Zero;
        sockets.PlaintextStreamFilter = static (context, _) => new(
            context.InitialRequestMessage.Options.TryGetValue(Tampering, out WireFault wire)
                ? new TamperedStream(context.PlaintextStream, wire)
                : context.PlaintextStream);
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
        bool isRefusal = !response.IsSuccessStatusCode && fault.Proves is Proof.Throttled or Proof.Transient or Proof.Final;
        if (isHtml || (isRefusal && fault.Wire is null))
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
