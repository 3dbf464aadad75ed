using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Sends a response as a fault prescribes, and ends the connection.</summary>
internal sealed class FaultySender(HttpContext context, TimeProvider clock, CancellationToken stopping)
{
    private readonly RawConnection _connection = new(context);

    public void Reset() => _connection.End(ConnectionEnding.Reset);

    /// <param name="delivery">How the response is sent.</param>
    /// <param name="response">The response; null if none is sent.</param>
    /// <param name="report">The function to call once everything but the final wait is done.</param>
    public async Task DeliverAsync(FaultDelivery delivery, EmulatedResponse? response, Action report)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_connection.ClientDisconnected, stopping);
        bool isReported = false;
        try
        {
            await SendAsync(delivery, response, ReportOnce, end.Token).ConfigureAwait(false);
            if (!delivery.EndsFirst)
            {
                _connection.End(delivery.ConnectionEnding);
            }

            ReportOnce();
            if (delivery.ConnectionEnding != ConnectionEnding.Reset)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has disconnected, as faults cause it to, or the emulator is stopping.
        }
        finally
        {
            ReportOnce();
            context.Abort();
        }

        void ReportOnce()
        {
            if (!isReported)
            {
                isReported = true;
                report();
            }
        }
    }

    private async Task SendAsync(FaultDelivery delivery, EmulatedResponse? response, Action report, CancellationToken end)
    {
        if (response is null)
        {
            return;
        }

        ReadOnlyMemory<byte> body = delivery.Sent switch
        {
            ResponsePart.All => response.Body,
            ResponsePart.HeadAndHalf => response.Body[..(response.Body.Length / 2)],
            _ => ReadOnlyMemory<byte>.Empty,
        };
        byte[] head = RawConnection.FormatHead(response, delivery.LengthError);
        if (delivery.Pace is not { } pace)
        {
            await _connection.SendAsync((byte[])[.. head, .. body.Span]).ConfigureAwait(false);
            return;
        }

        using var timer = new PeriodicTimer(pace, clock);
        await _connection.SendAsync(head).ConfigureAwait(false);
        report();
        for (int sent = 0; sent < body.Length; sent++)
        {
            await timer.WaitForNextTickAsync(end).ConfigureAwait(false);
            await _connection.SendAsync(body.Slice(sent, 1)).ConfigureAwait(false);
        }
    }
}
