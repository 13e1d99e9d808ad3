export { auditsErasure } from './audits-erasure.ts';
export { buildPackage, type PackageOrder } from './build-package.ts';
export { listPackages, type StoredPackage } from './packages.store.ts';
