import { writeSync } from 'node:fs';

/** Ends the run's output with the plain line `N passed, N failed, N skipped`, and names each skipped test's reason. */
export default class SummaryReporter {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  onInit() {
    process.on('exit', (code) => this.#print(code));
  }

  onTestRunStart() {
    this.#counts = { passed: 0, failed: 0, skipped: 0 };
  }

  onTestRunEnd(modules, unhandledErrors) {
    this.#counts.failed += unhandledErrors.length;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed'))
        this.#counts.failed += 1;
      for (const test of tests) this.#count(module, test);
    }
  }

  #count(module, test) {
    const { state, note } = test.result();
    if (state === 'passed' || state === 'failed') this.#counts[state] += 1;
    else {
      this.#counts.skipped += 1;
      const reason = note ?? 'NO REASON GIVEN';
      console.error(`SKIPPED ${module.relativeModuleId}: ${test.fullName}: ${reason}`);
    }
  }

  #print(code) {
    const { passed, skipped } = this.#counts;
    const failed = code !== 0 && this.#counts.failed === 0 ? 1 : this.#counts.failed;
    writeSync(1, `${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
