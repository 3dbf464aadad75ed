namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what becomes of a page that was requested ahead and that nobody reads.</summary>
public sealed class ReadAheadTests
{
    [Fact]
    public async Task The_failure_of_a_page_that_nobody_reads_is_no_unobserved_exception()
    {
        ReferralsException failure = new("The page that nobody reads.");
        bool isReported = false;
        TaskScheduler.UnobservedTaskException += Watch;
        try
        {
            // On another thread, so that no frame of this one keeps the task of the page.
            await Task.Run(() => LeaveAfterFirstPageAsync(failure), TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Watch;
        }

        Assert.False(isReported);

        void Watch(object? sender, UnobservedTaskExceptionEventArgs reported) =>
            isReported |= reported.Exception.InnerExceptions.Contains(failure);
    }

    private static async Task LeaveAfterFirstPageAsync(ReferralsException failure)
    {
        Paginator<string> paginator = new(
            new ReferralQuery { ReadAhead = true },
            null,
            (page, _) => page.Number == 1
                ? Task.FromResult(new PageResult<string>(["a"], "?$skiptoken=1", null))
                : Task.FromException<PageResult<string>>(failure),
            CancellationToken.None);
        await foreach (ListingPage<string> _ in paginator.PagesAsync(CancellationToken.None))
        {
            break;
        }
    }
}
